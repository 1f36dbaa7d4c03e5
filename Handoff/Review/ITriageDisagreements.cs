namespace AssistantBot.Handoff.Review;

/// <summary>Where triage and the model disagreed. Written as <see cref="TriageDisagreementEffect"/>.</summary>
public interface ITriageDisagreements
{
    /// <summary>The latest, newest first.</summary>
    /// <param name="before">Only turns before this inbox id; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<TriageDisagreement>> ReadAsync(long before, int max, CancellationToken cancellationToken);
}
