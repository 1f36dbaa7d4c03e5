using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Models;

/// <summary>Says at start, in one clear line each, what is missing or wrong; never repeats the key.</summary>
internal sealed class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        if (!options.IsConfigured)
            return ValidateOptionsResult.Success;
        if (ModelProvider.Find(options.Provider) is not { } provider)
            return ValidateOptionsResult.Fail(ModelEndpointRules.Unknown(ModelOptions.Section, options.Provider));
        List<string> problems = [.. ModelEndpointRules.Check(ModelOptions.Section, provider, options.Endpoint, options.ApiKey, options.Name)];
        if (!string.IsNullOrWhiteSpace(options.Reasoning) && !Enum.TryParse<ReasoningEffort>(options.Reasoning, ignoreCase: true, out _))
            problems.Add($"Model:Reasoning may be {string.Join(", ", Enum.GetNames<ReasoningEffort>())}.");
        if (!string.IsNullOrWhiteSpace(options.StructuredOutput) && !Enum.TryParse<StructuredOutput>(options.StructuredOutput, ignoreCase: true, out _))
            problems.Add($"Model:StructuredOutput may be {string.Join(", ", Enum.GetNames<StructuredOutput>())}.");
        List<ValidationResult> ranges = [];
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        problems.AddRange(ranges.Select(range => "Model: " + range.ErrorMessage));
        var budget = options.Budget;
        if (new[] { budget.CallsPerPerson, budget.TokensPerPerson, budget.CallsPerSite, budget.TokensPerSite, budget.CallsPerDay, budget.TokensPerDay }.Any(limit => limit < 0))
            problems.Add("Model:Budget: no limit may be negative.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
