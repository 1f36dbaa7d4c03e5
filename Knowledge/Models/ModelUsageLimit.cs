namespace AssistantBot.Knowledge.Models;

/// <summary>What one scope may use in a day.</summary>
/// <param name="Scope">What is counted together: a person, a site, everything.</param>
/// <param name="PersonId">The person it is about, so that it can be erased with them; else null.</param>
/// <param name="Calls">Most calls.</param>
/// <param name="Tokens">Most tokens.</param>
public sealed record ModelUsageLimit(string Scope, string? PersonId, long Calls, long Tokens);
