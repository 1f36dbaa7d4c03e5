using Microsoft.Extensions.Options;

namespace AssistantBot.Triage;

/// <summary>Refuses a policy that cannot mean what it says, naming every problem.</summary>
internal sealed class TriageOptionsValidator : IValidateOptions<TriageOptions>
{
    public ValidateOptionsResult Validate(string? name, TriageOptions options)
    {
        var problems = new List<string>();
        if (options.OfferFrom is not (> 0 and < 1))
        {
            problems.Add("Triage:OfferFrom must lie between 0 and 1.");
        }

        if (options.FailuresBeforeOffer < 1)
        {
            problems.Add("Triage:FailuresBeforeOffer must be at least 1.");
        }

        foreach (var (reason, policy) in options.Reasons)
        {
            if (reason == TriageReason.None)
            {
                problems.Add("Triage:Reasons:None cannot have a policy.");
            }

            if (policy.OfferFrom is not (null or (> 0 and < 1)))
            {
                problems.Add($"Triage:Reasons:{reason}:OfferFrom must lie between 0 and 1.");
            }

            if (policy.ModelMayLower && reason is (TriageReason.ExplicitRequest or TriageReason.Distress or TriageReason.Conflict or TriageReason.Sensitive))
            {
                problems.Add($"Triage:Reasons:{reason}:ModelMayLower cannot be set: no model lowers a request or a grave reason.");
            }

            if (policy.SureFrom is not (>= 0 and <= 1))
            {
                problems.Add($"Triage:Reasons:{reason}:SureFrom must lie between 0 and 1.");
            }
        }

        if (options.For(TriageReason.ExplicitRequest).Mode == HandoverMode.None)
        {
            problems.Add("Triage:Reasons:ExplicitRequest:Mode cannot be None: a person can always ask for a person.");
        }

        if (options.For(TriageReason.Distress).Mode == HandoverMode.None)
        {
            problems.Add("Triage:Reasons:Distress:Mode cannot be None: danger to life always goes to a person.");
        }

        if (options.ExamplesPath.Length > 0 && !Directory.Exists(options.ExamplesPath))
        {
            problems.Add($"Triage:ExamplesPath: the folder {options.ExamplesPath} does not exist.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
