namespace AssistantBot.Knowledge.Retrieval;

/// <summary>Finds the entries that answer a question. In memory, thread-safe, no I/O.</summary>
public interface IKnowledgeRetriever
{
    /// <summary>Ranks the entries the audience may see. Never throws for odd text.</summary>
    RetrievalResult Search(RetrievalQuery query);

    /// <summary>The base searches run on.</summary>
    KnowledgeBase Knowledge { get; }
}
