namespace AssistantBot.Handoff.OnCall;

/// <summary>What a step of the chain came to, as the person is to be told.</summary>
public enum OnCallProgress
{
    /// <summary>It is the assistants' hours: they see the request as any other.</summary>
    AssistantsAreThere,

    /// <summary>Somebody on call was alerted.</summary>
    Alerted,

    /// <summary>There is nobody to alert, or nobody left.</summary>
    Nobody,
}
