namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Tells the other nodes to look. A notice carries no data and may be lost or doubled; who gets one reads the rows.</summary>
public interface INodeNotices
{
    /// <summary>Raised for each notice of another node. Must not block.</summary>
    event Action<NodeNotice>? Received;

    /// <summary>Sends a notice soon, together with others; equal ones once.</summary>
    void Send(NodeNotice notice);
}
