namespace AssistantBot.Knowledge.Publishing;

/// <summary>What made a version of an entry.</summary>
public enum KnowledgeChangeKind
{
    /// <summary>The knowledge folder said so.</summary>
    Imported,

    /// <summary>A person wrote it at the desk.</summary>
    Edited,

    /// <summary>A person went back to an earlier version.</summary>
    Restored,

    /// <summary>The entry was taken out of use.</summary>
    Withdrawn,
}
