namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>The only node of its database: it owns every partition, and there is nobody to tell.</summary>
internal sealed class SoleNode : IPartitionOwnership, INodeNotices
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public event Action<NodeNotice>? Received
    {
        add { }
        remove { }
    }

    public bool IsSole => true;

    public bool IsAvailable => true;

    public int Nodes => 1;

    public bool Owns(long conversationId) => true;

    public Task LetGoAsync() => Task.CompletedTask;

    public void Send(NodeNotice notice)
    {
    }
}
