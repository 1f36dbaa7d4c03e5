using AssistantBot.Bot.Models;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Handoff;
using AssistantBot.Tests.Support;
using AssistantBot.Triage.Judgement;

namespace AssistantBot.Tests.Models.Conversations;

/// <summary>The whole bot with a model that fails in every way it can: the person is answered once, and nobody waits for it to be acknowledged.</summary>
public sealed class FailingConversationTests
{
    private const string Question = "Quels sont vos horaires d'ouverture ?";

    public static TheoryData<string> Failures => ["hung", "hungAfterWords", "drip", "cut", "500", "429", "429 with time", "garbage", "reset", "no host", "nobody listens"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Say_ModelFails_IsAcknowledgedAtOnceAndAnsweredOnceByQuoting(string failure)
    {
        var release = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(_ => failure switch
        {
            "hung" => new ModelServerReply { HangsBeforeHeaders = true },
            "hungAfterWords" => ModelServerReply.Streams("Nous ", "ouvrons ") with { Hangs = true },
            "drip" => ModelServerReply.Streams("Nous ", "ouvrons ") with { BeforePiece = (index, token) => index == 0 ? Task.CompletedTask : release.Task.WaitAsync(token) },
            "cut" => ModelServerReply.Streams("Nous ouvrons ") with { Cuts = true },
            "500" => ModelServerReply.Fails(500),
            "429" => ModelServerReply.Fails(429),
            "429 with time" => ModelServerReply.Fails(429, retryAfter: 60),
            "reset" => new ModelServerReply { Cuts = true },
            _ => ModelServerReply.Sends("<html>Bad gateway</html>"),
        });
        var endpoint = failure switch
        {
            // The .invalid domain never resolves (RFC 2606).
            "no host" => "https://models.invalid/v1",
            "nobody listens" => $"http://127.0.0.1:{LoopbackPort.Free()}/v1",
            _ => server.Endpoint,
        };
        await using var engine = await OfficeEngine.StartAsync(
            real: true, ("Model:Provider", "OpenAICompatible"), ("Model:Endpoint", endpoint), ("Model:ApiKey", ModelServer.Key), ("Model:Name", "m"),
            ("Model:IdleTimeout", "00:00:00.300"), ("Triage:Model:Timeout", "00:00:00.500"), ("Knowledge:Answering:Timeout", "00:00:00.500"));

        // The acknowledgement is this call's end; a model that waits for the test to go on cannot hold it.
        await engine.SayAsync("c", Question);
        await engine.IdleAsync();
        release.TrySetResult();

        var answer = Assert.Single(await engine.SaidAsync("c"), activity => activity.Entities?.Any(entity => entity.Type == AnswerActivities.MessageEntity) == true);
        Assert.Contains("Source", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nous ouvrons [", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_AddedUp_StayUnderThirtySeconds()
    {
        var longest = new JudgementOptions().Timeout + new EmbeddingOptions().Timeout + new AnsweringOptions().Timeout;

        Assert.True(longest < TimeSpan.FromSeconds(20), $"{longest}");
        // A model that hangs from the first word on is a failure early enough to open the breaker within ten seconds.
        Assert.True(new ModelOptions().IdleTimeout < TimeSpan.FromSeconds(10));
        Assert.True(new JudgementOptions().Timeout < TimeSpan.FromSeconds(10));
        Assert.True(new ModelOptions().BreakDuration < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Say_GoodModel_IsAskedTwiceAndAnswersWithItsSource()
    {
        await using var server = await ModelServer.StartAsync(request => request.IsJudgement
            ? ModelServerReply.Says("""{"route":"routine","reason":"none","confidence":0.1,"danger":false,"evidence":[],"question":""}""")
            : ModelServerReply.Says(request.Data.GetProperty("passages")[0].GetProperty("text").GetString()!.Split('\n')[0].TrimEnd('.') + " [1]."));
        await using var engine = await OfficeEngine.StartAsync(
            real: true, ("Model:Provider", "OpenAICompatible"), ("Model:Endpoint", server.Endpoint), ("Model:ApiKey", ModelServer.Key), ("Model:Name", "m"));

        await engine.SayAsync("c", Question);
        await engine.IdleAsync();

        Assert.Equal([true, false], server.Requests.Select(request => request.IsJudgement));
        Assert.Contains("[1]", (await engine.SaidAsync("c"))[^1].Text, StringComparison.Ordinal);
    }
}
