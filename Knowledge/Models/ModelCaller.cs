namespace AssistantBot.Knowledge.Models;

/// <summary>On whose behalf the model is called, for the budget.</summary>
/// <param name="PersonId">The person within the channel, or null when nobody asked.</param>
/// <param name="Site">Where the call comes from: the channel's id. Visitors of one site cannot use up what another has.</param>
public sealed record ModelCaller(string? PersonId, string Site);
