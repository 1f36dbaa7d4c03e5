namespace AssistantBot.BotFramework.Schema;

/// <summary>Roles of an account.</summary>
public static class RoleTypes
{
    /// <summary>A person.</summary>
    public const string User = "user";

    /// <summary>A bot.</summary>
    public const string Bot = "bot";

    /// <summary>A bot called by another.</summary>
    public const string Skill = "skill";

    /// <summary>Newer name of bot.</summary>
    public const string Agent = "agent";
}
