namespace AssistantBot.BotFramework.Dialogs;

/// <summary>A dialog that needs others in the set it is added to.</summary>
public interface IDialogDependencies
{
    /// <summary>The dialogs to add with it.</summary>
    IEnumerable<Dialog> GetDependencies();
}
