namespace AssistantBot.Benchmarks.Load;

/// <summary>Settings that let the model be asked without end.</summary>
internal static class ModelBudgets
{
    private static readonly string[] Names = ["CallsPerPerson", "TokensPerPerson", "CallsPerSite", "TokensPerSite", "CallsPerDay", "TokensPerDay"];

    /// <summary>As arguments of the product.</summary>
    public static IReadOnlyList<string> Unlimited { get; } = [.. Names.SelectMany(name => new[] { $"--Model:Budget:{name}", "1000000000000" })];
}
