using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Answering;

/// <summary>A long entry is answered shortly, with a model and without, and its source holds the rest.</summary>
public sealed class ShortAnswerTests
{
    private const string Question = "Comment réserver une salle de réunion ?";

    private static readonly string[] Sentences = [.. Enumerable.Range(1, 20).Select(step => $"Pour réserver la salle, suivez dans Outlook l'étape numéro {step} du guide de réservation")];

    private static readonly KnowledgeEntry Entry = new()
    {
        Id = "rooms", Language = "fr", Question = Question, Source = "Guide", Audience = Audience.Employees, Answer = string.Join(". ", Sentences) + ".",
    };

    [Fact]
    public async Task Answer_ModelCopiesTheWholeEntry_EndsAfterAWholeCitedSentence()
    {
        await using var bench = await AnsweringBench.OverAsync([Entry], _ => ModelServerReply.Says(string.Join(" ", Sentences.Select(sentence => sentence + " [1]."))));

        var answer = await bench.AskAsync(Question);

        Assert.Equal(AnswerKind.Grounded, answer.Kind);
        Assert.InRange(answer.Text.Length, 200, 1_000);
        Assert.EndsWith("[1].", answer.Text, StringComparison.Ordinal);
        Assert.Equal("rooms", Assert.Single(answer.Sources).Id);
        Assert.All(bench.Shown, shown => Assert.StartsWith(shown, answer.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dans Outlook, étape par étape.")]
    [InlineData(null)]
    public async Task Answer_WithoutModel_IsTheShortLineOrTwoSentencesAndTheRestOnDemand(string? brief)
    {
        await using var bench = await AnsweringBench.OverAsync([Entry with { Short = brief }], null);

        var answer = await bench.AskAsync(Question);

        Assert.Equal(brief ?? $"{Sentences[0]}. {Sentences[1]}.", answer.Text);
        Assert.EndsWith(Sentences[^1] + ".", answer.More, StringComparison.Ordinal);
    }
}
