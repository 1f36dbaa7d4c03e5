namespace AssistantBot.Dialogs.Handoffs;

/// <summary>What a <see cref="SatisfactionDialog"/> asks about.</summary>
/// <param name="Reference">Reference of the handoff that is over.</param>
internal sealed record SatisfactionOptions(string Reference);
