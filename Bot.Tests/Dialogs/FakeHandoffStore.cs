using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Tests.Dialogs;

/// <summary>Handoffs in memory, changed only by the effects of turns.</summary>
internal sealed class FakeHandoffStore : IHandoffStore
{
    public List<HandoffRequest> Requests { get; } = [];

    public List<HandoffEvent> Events { get; } = [];

    public Dictionary<ConversationKey, long> OpenVersions { get; } = [];

    public void Apply(TurnEffect effect)
    {
        switch (effect)
        {
            case HandoffTransitionEffect transition:
                Requests.RemoveAll(request => request.Id == transition.After.Id);
                Requests.Add(transition.After);
                Events.Add(transition.Event);
                OpenVersions[transition.After.Conversation] = OpenVersions.GetValueOrDefault(transition.After.Conversation) + 1;
                break;
            case HandoffNoteEffect note:
                Events.Add(note.Event);
                break;
        }
    }

    public bool Stands(VersionKey key, long version) => key.Kind switch
    {
        HandoffVersions.Handoff => (Requests.Find(request => request.Id == key.Key)?.Version ?? 0) == version,
        HandoffVersions.OpenHandoff => OpenVersions.GetValueOrDefault(OpenVersions.Keys.FirstOrDefault(known => known.ToString() == key.Key)) == version,
        _ => true,
    };

    public Task<OpenHandoff> FindOpenAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult(new OpenHandoff(
        Requests.Find(request => request.Conversation == conversation && request.State.IsOpen()), OpenVersions.GetValueOrDefault(conversation)));

    public Task<HandoffRequest?> GetAsync(string handoffId, CancellationToken cancellationToken) => Task.FromResult(Requests.Find(request => request.Id == handoffId));

    public Task<HandoffRequest?> FindByThreadAsync(ConversationKey thread, CancellationToken cancellationToken) => Task.FromResult(Requests.Find(request => request.Thread == thread));

    public Task<IReadOnlyList<HandoffRequest>> ListAsync(HandoffQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HandoffRequest>>([.. (query.Order == HandoffOrder.LatestClosedFirst ? Requests.OrderByDescending(request => request.ClosedAt) : Requests.AsEnumerable())
            .Where(request => query.States.Count == 0 || query.States.Contains(request.State)).Skip(query.Skip).Take(query.Max)]);

    public Task<IReadOnlyList<HandoffEvent>> ReadEventsAsync(string handoffId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HandoffEvent>>([.. Events.Where(line => line.HandoffId == handoffId)]);

    public Task<IReadOnlyList<HandoffEvent>> ListEventsAsync(HandoffEventKind kind, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HandoffEvent>>([.. Events.Where(line => line.Kind == kind).Reverse().Take(max)]);

    public Task<HandoffRequest?> FindLastClosedAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        Task.FromResult(Requests.FindLast(request => request.Conversation == conversation && request.ClosedAt is not null && !request.State.IsOpen()));
}
