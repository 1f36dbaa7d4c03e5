using AssistantBot.Tests.Support;

namespace AssistantBot.Tests;

/// <summary>Tests that kill a process start this assembly again as that process.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [DurableEchoProgram.Argument, var provider, var connectionString, .. var failPoint])
            return 1;
        await DurableEchoProgram.RunAsync(provider, connectionString, failPoint);
        return 0;
    }
}
