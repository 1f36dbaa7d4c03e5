namespace AssistantBot.Knowledge.Retrieval;

/// <summary>How a question leans on the one before.</summary>
internal enum FollowUpKind
{
    /// <summary>It stands by itself.</summary>
    None,

    /// <summary>It is short: it may lean, or be a word of a new subject ("où le voir ?", "parking ?").</summary>
    Short,

    /// <summary>It adds something that may belong to the subject or be another one ("et la cantine ?", "what about Sundays?").</summary>
    Adds,

    /// <summary>It adds a circumstance of the subject ("et pour les stagiaires ?", "even by plane?").</summary>
    Qualifies,

    /// <summary>Its subject is only pointed to, or left out ("c'est payé ?", "until when?").</summary>
    Points,
}
