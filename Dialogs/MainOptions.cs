namespace AssistantBot.Dialogs;

/// <summary>Lets <see cref="MainDialog"/> begin with a question of the bot's instead of a message of the person's.</summary>
/// <param name="DialogId">The dialog that asks.</param>
/// <param name="Options">What it begins with.</param>
internal sealed record MainOptions(string DialogId, object Options);
