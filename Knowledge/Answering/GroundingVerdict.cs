namespace AssistantBot.Knowledge.Answering;

/// <summary>What the check of a model's answer found.</summary>
internal enum GroundingVerdict
{
    /// <summary>Every block is cited, every citation and figure stands in the sources.</summary>
    Grounded,

    /// <summary>The model says that the sources do not hold the answer.</summary>
    NotInSources,

    /// <summary>Nothing is left to show.</summary>
    Empty,

    /// <summary>A citation points at no passage.</summary>
    UnknownCitation,

    /// <summary>A block stands on no passage.</summary>
    Uncited,

    /// <summary>A figure is in no cited passage.</summary>
    UnknownFigure,

    /// <summary>A block says something else than the passages it cites.</summary>
    Unsupported,

    /// <summary>The text is in another language than the person's.</summary>
    WrongLanguage,

    /// <summary>The text claims to be a person, to feel or to act.</summary>
    FalseClaim,

    /// <summary>The text is longer than an answer may be.</summary>
    TooLong,
}
