using AssistantBot.BotFramework.Authentication;
using AssistantBot.Storage;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Hosting;

/// <summary>A start that cannot succeed ends with one clear line and exit code 1, not with a stack trace.</summary>
internal static class StartupFailure
{
    /// <summary>True when the failure is the operator's to repair.</summary>
    public static bool IsForOperator(Exception failure) =>
        failure is ChannelConfigurationException or StorageSettingsException or OptionsValidationException or IOException or InvalidDataException
        || (failure is AggregateException several && several.InnerExceptions.All(IsForOperator));

    /// <summary>Writes the line.</summary>
    /// <returns>The exit code.</returns>
    public static int Explain(Exception failure)
    {
        var reasons = failure is AggregateException several ? string.Join(" ", several.InnerExceptions.Select(each => each.Message)) : failure.Message;
        Console.Error.WriteLine($"AssistantBot cannot start: {reasons}");
        return 1;
    }
}
