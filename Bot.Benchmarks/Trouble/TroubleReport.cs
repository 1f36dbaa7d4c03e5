namespace AssistantBot.Benchmarks.Trouble;

/// <summary>What one kind of trouble did, for a share of the people. Times in milliseconds unless the name says otherwise.</summary>
/// <param name="Trouble">The trouble.</param>
/// <param name="Percent">Of how many people in a hundred.</param>
internal sealed record TroubleReport(string Trouble, int Percent)
{
    /// <summary>Messages acknowledged.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Acknowledged ones that got no answer.</summary>
    public int Lost { get; init; }

    /// <summary>Posts refused.</summary>
    public int Refused { get; init; }

    /// <summary>Replies beyond the one that each question gets.</summary>
    public int ExtraReplies { get; init; }

    /// <summary>Acknowledgements, at 99 %.</summary>
    public double AckP99Ms { get; init; }

    /// <summary>The slowest acknowledgement.</summary>
    public double AckMaxMs { get; init; }

    /// <summary>The slowest answer of all.</summary>
    public double AnswerMaxMs { get; init; }

    /// <summary>Answers to people who do not meet the trouble, at 99 %; 0 when everybody does.</summary>
    public double OthersAnswerP99Ms { get; init; }

    /// <summary>Most calls that the model had under way.</summary>
    public int CallsAtOnce { get; init; }

    /// <summary>Calls made while the trouble lasted.</summary>
    public int Calls { get; init; }

    /// <summary>Most threads of the product.</summary>
    public int Threads { get; init; }

    /// <summary>Seconds until the model was left alone; null when it never was.</summary>
    public double? RestsAfterSeconds { get; init; }

    /// <summary>Seconds from the end of the trouble until the model was used again; null when it was not within the time.</summary>
    public double? UsedAgainAfterSeconds { get; init; }

    /// <summary>What is not as it must be.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}
