using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff.Assignment;

/// <summary>The policy named in <c>Handoff:Assignment</c>.</summary>
public sealed class AssignmentPolicies
{
    private readonly IAssignmentPolicy _policy;

    /// <summary>Chooses among those registered.</summary>
    /// <exception cref="InvalidOperationException">None has the configured name.</exception>
    public AssignmentPolicies(IEnumerable<IAssignmentPolicy> policies, IOptions<HandoffOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _policy = policies.LastOrDefault(policy => string.Equals(policy.Name, options.Value.Assignment, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"Handoff:Assignment: there is no policy named '{options.Value.Assignment}'.");
    }

    /// <summary>True when the assistant may take the handoff now.</summary>
    public bool Allows(HandoffRequest request, Assistant assistant)
    {
        ArgumentNullException.ThrowIfNull(assistant);
        var offered = _policy.Offer(request);
        return offered.Count == 0 || offered.Contains(assistant.Id);
    }
}
