namespace AssistantBot.Benchmarks.Trouble;

/// <summary>What a model's server may do wrong.</summary>
internal enum ModelTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It takes the call and never says anything.</summary>
    Silence,

    /// <summary>One token, and the next after twenty seconds.</summary>
    Drip,

    /// <summary>It ends the connection in the middle of a word.</summary>
    Cut,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>429 without saying when to come back.</summary>
    Throttled,

    /// <summary>429 with <c>Retry-After: 5</c>.</summary>
    ThrottledWithTime,

    /// <summary>200 with a sign-in page.</summary>
    Garbage,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The server's name cannot be resolved.</summary>
    NoSuchHost,
}
