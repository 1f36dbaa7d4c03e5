using System.Text.Json;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Reviews;

/// <summary>Reads which triage decisions assistants have marked as wrong.</summary>
public sealed class DecisionReviews(IHandoffStore store)
{
    private const int MostEvents = 1000;

    /// <summary>The text of the line of history that keeps a review.</summary>
    public static string Write(DecisionReview review) => JsonSerializer.Serialize(review, HandoffJson.Default.DecisionReview);

    /// <summary>The marks nobody has settled, newest first.</summary>
    public async Task<IReadOnlyList<MarkedDecision>> ListOpenAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(each => each.Review.Settled is null)];

    /// <summary>All marks, open and settled, newest first. A later mark of the same message replaces an earlier one.</summary>
    public async Task<IReadOnlyList<MarkedDecision>> ListAsync(CancellationToken cancellationToken)
    {
        var events = await store.ListEventsAsync(HandoffEventKind.DecisionReviewed, MostEvents, cancellationToken).ConfigureAwait(false);
        return [.. events
            .Select(line => (Line: line, Review: Read(line.Text)))
            .Where(each => each.Review is not null)
            .DistinctBy(each => (each.Line.HandoffId, each.Review!.Line))
            .Select(each => new MarkedDecision(each.Line.HandoffId, each.Review!, each.Line.ActorName, each.Line.At))];
    }

    private static DecisionReview? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, HandoffJson.Default.DecisionReview);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
