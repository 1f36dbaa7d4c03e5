namespace AssistantBot.Knowledge.Answering;

/// <summary>Keeps model results per inbox row, so that every run of a turn finds those of the earlier ones.</summary>
public interface IModelResultStore
{
    /// <summary>The results of one turn.</summary>
    /// <param name="inboxId">Id of the turn's inbox row (<c>TurnUnitOfWork.InboxId</c>).</param>
    IModelResultCache OfTurn(long inboxId);
}
