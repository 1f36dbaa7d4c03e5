namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Collects what a turn has read and what it wants. Found with <c>turnContext.TurnState.Get&lt;TurnUnitOfWork&gt;()</c>. At commit every
/// version observed must still stand, else nothing is written and the turn runs again on fresh data. A turn is one flow; only
/// <see cref="FindObserved"/> may be asked from elsewhere.
/// </summary>
public sealed class TurnUnitOfWork
{
    private readonly List<TurnEffect> _effects = [];
    private readonly Dictionary<VersionKey, long> _observed = [];
    private readonly Lock _gate = new();

    /// <summary>Creates the unit of work of one run of a turn.</summary>
    /// <param name="conversation">The turn's own conversation.</param>
    /// <param name="inboxId">Id of the inbox row that is handled; the same on every run of the turn.</param>
    public TurnUnitOfWork(ConversationKey conversation, long inboxId)
    {
        Conversation = conversation;
        InboxId = inboxId;
    }

    /// <summary>The turn's own conversation.</summary>
    public ConversationKey Conversation { get; }

    /// <summary>Id of the inbox row; with a suffix it makes effect ids that survive a re-run.</summary>
    public long InboxId { get; }

    /// <summary>The effects, in order.</summary>
    public IReadOnlyList<TurnEffect> Effects => _effects;

    /// <summary>The versions read.</summary>
    public IReadOnlyDictionary<VersionKey, long> Observed => _observed;

    /// <summary>Adds an effect.</summary>
    public void Add(TurnEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        _effects.Add(effect);
    }

    /// <summary>Takes back an effect that a later one replaces.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Remove(TurnEffect effect) => _effects.Remove(effect);

    /// <summary>
    /// Notes that the turn relied on this version. The first observation counts: later reads of a newer version make the commit fail, as they must.
    /// </summary>
    public void Observe(VersionKey key, long version)
    {
        lock (_gate)
            _observed.TryAdd(key, version);
    }

    /// <summary>The version of something that the turn relies on, or null when it has not read it. Safe to ask while the turn runs.</summary>
    public long? FindObserved(VersionKey key)
    {
        lock (_gate)
            return _observed.TryGetValue(key, out var version) ? version : null;
    }

    /// <summary>Discards the effects (not what was observed); used before an error handler runs.</summary>
    public void DiscardEffects() => _effects.Clear();
}
