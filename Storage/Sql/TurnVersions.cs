using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Storage.Sql;

/// <summary>The versions that a turn's commit depends on, worked out before the writer runs it.</summary>
/// <param name="Expected">What the turn relied on, with whether it writes it too, in the order of the keys.</param>
/// <param name="Written">What the turn writes.</param>
/// <param name="IsStale">True when it was decided on old data, whatever is stored now.</param>
internal sealed record TurnVersions(IReadOnlyList<(VersionKey Key, long Version, bool Writes)> Expected, IReadOnlyCollection<VersionKey> Written, bool IsStale)
{
    private static readonly TurnVersions None = new([], [], false);

    /// <summary>Those of a turn's unit of work.</summary>
    public static TurnVersions Of(TurnUnitOfWork work)
    {
        var transitions = work.Effects.OfType<HandoffTransitionEffect>().ToList();
        if (work.Observed.Count == 0 && transitions.Count == 0)
            return None;
        var written = work.Effects.SelectMany(effect => effect.Raises).ToHashSet();
        var expected = work.Observed.ToDictionary();
        var isStale = false;
        foreach (var first in transitions.GroupBy(transition => transition.After.Id).Select(each => each.MinBy(transition => transition.After.Version)!.After))
        {
            var key = HandoffVersions.Of(first.Id);
            written.Add(key);
            // A transition that does not follow on from the stored one was decided on old data.
            isStale |= !expected.TryAdd(key, first.Version - 1) && expected[key] != first.Version - 1;
        }

        return new TurnVersions(
            [
                .. expected.OrderBy(each => each.Key.Kind, StringComparer.Ordinal).ThenBy(each => each.Key.Key, StringComparer.Ordinal)
                    .Select(each => (each.Key, each.Value, written.Contains(each.Key))),
            ],
            written, isStale);
    }
}
