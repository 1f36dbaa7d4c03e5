using Microsoft.Extensions.Options;

namespace AssistantBot.Storage.DataLife;

/// <summary>Refuses times that would break a promise.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options) =>
        options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
