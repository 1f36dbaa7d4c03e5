namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Names in the stored state of a prompt.</summary>
internal static class PromptState
{
    public const string Options = "options";
    public const string State = "state";
    public const string AttemptCount = "AttemptCount";
}
