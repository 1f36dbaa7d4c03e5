using AssistantBot.Triage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Triage;

/// <summary>Triage at its default policy, trained once for all tests.</summary>
public sealed class TriageFixture
{
    private static readonly Lazy<ServiceProvider> Default = new(() => Services([]));

    internal ITriage Triage { get; } = Default.Value.GetRequiredService<ITriage>();

    internal ITriageExplainer Explainer { get; } = Default.Value.GetRequiredService<ITriageExplainer>();

    internal TriageDecision Assess(string text) => Triage.Assess(new TriageInput(text));

    internal static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddTriage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
