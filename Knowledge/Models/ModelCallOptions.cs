using Microsoft.Extensions.AI;

namespace AssistantBot.Knowledge.Models;

/// <summary>
/// What a call of the model may take, beside the options every client knows. The registered <see cref="IChatClient"/> heeds it; any other
/// client sees plain <see cref="ChatOptions"/>.
/// </summary>
public sealed class ModelCallOptions : ChatOptions
{
    /// <summary>Creates options.</summary>
    public ModelCallOptions()
    {
    }

    private ModelCallOptions(ModelCallOptions other)
        : base(other)
    {
        Timeout = other.Timeout;
        Caller = other.Caller;
    }

    /// <summary>How long the whole call may take, waiting and retry included; null for the configured longest.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whose budget pays; null for nobody's in particular: only that of the installation.</summary>
    public ModelCaller? Caller { get; set; }

    /// <inheritdoc/>
    public override ChatOptions Clone() => new ModelCallOptions(this);
}
