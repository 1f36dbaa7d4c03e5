using System.ClientModel;
using System.ClientModel.Primitives;

namespace AssistantBot.Bot.Models;

/// <summary>Sends the key in a header of the provider's own instead of as a bearer token.</summary>
internal sealed class KeyHeaderPolicy(string header, ApiKeyCredential credential) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Replace(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Replace(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Replace(PipelineMessage message)
    {
        credential.Deconstruct(out var key);
        message.Request.Headers.Remove("Authorization");
        message.Request.Headers.Set(header, key);
    }
}
