using AssistantBot.Bot.DataLife;
using AssistantBot.Storage.DataLife;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.DataLife;

public sealed class ErasureListTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;
    private readonly ErasureList _list;

    public ErasureListTests()
    {
        _path = _directory.File("erasures.jsonl");
        _list = new ErasureList(Options.Create(new DataLifeOptions { ErasureList = _path }), NullLogger<ErasureList>.Instance);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void LastLine_CutOffAnywhere_IsPassedOverAndTheNextIsReadable()
    {
        Append("one");
        var kept = File.ReadAllBytes(_path);
        Append("two");
        var whole = File.ReadAllBytes(_path);

        for (var length = kept.Length + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            var isComplete = length == whole.Length - 1;
            string[] known = isComplete ? ["one", "two"] : ["one"];

            Assert.Equal(known, Read());
            Append("three");
            Assert.Equal([.. known, "three"], Read());
        }
    }

    [Fact]
    public void LastLine_OfZeros_IsPassedOver()
    {
        Append("one");
        File.AppendAllText(_path, new string('\0', 40));

        Assert.Equal(["one"], Read());
        Append("two");
        Assert.Equal(["one", "two"], Read());
    }

    [Theory]
    [InlineData("{\"id\":\n")]
    [InlineData("null\n")]
    public void WholeLine_ThatIsNoErasure_IsNotPassedOver(string line)
    {
        Append("one");
        File.AppendAllText(_path, line);
        Append("two");

        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);
    }

    private void Append(string id) => _list.Append(new ErasureRecord(id, "hash", DateTimeOffset.UnixEpoch));

    private IEnumerable<string> Read() => [.. _list.Read().Select(erasure => erasure.Id)];
}
