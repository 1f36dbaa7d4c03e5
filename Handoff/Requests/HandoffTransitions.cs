namespace AssistantBot.Handoff.Requests;

/// <summary>The steps of a handoff's life. Each makes the next version with the line of history that explains it; none checks who may take it.</summary>
public static class HandoffTransitions
{
    /// <summary>The request exists and waits.</summary>
    public static HandoffTransitionEffect Open(HandoffRequest request) =>
        Step(request with { State = HandoffState.Waiting, Version = 0 }, HandoffEventKind.Opened, request.PersonId, request.PersonName, request.CreatedAt);

    /// <summary>An assistant takes it.</summary>
    public static HandoffTransitionEffect Accept(HandoffRequest request, Assistant assistant, DateTimeOffset now) => Step(
        request with { State = HandoffState.Accepted, AssistantId = assistant.Id, AssistantName = assistant.Name, AcceptedAt = now },
        HandoffEventKind.Accepted, assistant.Id, assistant.Name, now);

    /// <summary>It goes to another assistant, or with null back to the queue.</summary>
    public static HandoffTransitionEffect Transfer(HandoffRequest request, Assistant by, Assistant? to, DateTimeOffset now) => Step(
        request with
        {
            State = to is null ? HandoffState.Waiting : HandoffState.Accepted,
            AssistantId = to?.Id,
            AssistantName = to?.Name,
            AcceptedAt = to is null ? null : now,
        },
        HandoffEventKind.Transferred, by.Id, by.Name, now);

    /// <summary>It ends. The actor is null when time ended it.</summary>
    public static HandoffTransitionEffect Close(HandoffRequest request, string? actorId, string? actorName, DateTimeOffset now) =>
        Step(request with { State = HandoffState.Closed, ClosedAt = now }, HandoffEventKind.Closed, actorId, actorName, now);

    /// <summary>The person no longer wants it.</summary>
    public static HandoffTransitionEffect Withdraw(HandoffRequest request, DateTimeOffset now) =>
        Step(request with { State = HandoffState.Closed, ClosedAt = now }, HandoffEventKind.Withdrawn, request.PersonId, request.PersonName, now);

    /// <summary>Life may be in danger, or the matter became confidential: it moves up and is shown to fewer.</summary>
    public static HandoffTransitionEffect Raise(HandoffRequest request, HandoffRequest raised, DateTimeOffset now) =>
        Step(raised with { Version = request.Version }, HandoffEventKind.Opened, request.PersonId, request.PersonName, now);

    private static HandoffTransitionEffect Step(HandoffRequest after, HandoffEventKind kind, string? actorId, string? actorName, DateTimeOffset now) =>
        new(after with { Version = after.Version + 1 }, new HandoffEvent(after.Id, kind, actorId, actorName, null, now));
}
