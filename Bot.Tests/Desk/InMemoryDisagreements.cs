using AssistantBot.Handoff.Review;

namespace AssistantBot.Tests.Desk;

/// <summary>Disagreements made of a list, oldest first.</summary>
internal sealed class InMemoryDisagreements : ITriageDisagreements
{
    public List<TriageDisagreement> All { get; } = [];

    public Task<IReadOnlyList<TriageDisagreement>> ReadAsync(long before, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TriageDisagreement>>([.. All.Where(one => one.InboxId < before).OrderByDescending(one => one.InboxId).Take(max)]);
}
