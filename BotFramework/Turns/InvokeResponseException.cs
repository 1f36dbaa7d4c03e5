using System.Text.Json;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Thrown by an invoke handler to answer with a status other than 200.</summary>
public sealed class InvokeResponseException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="body">JSON body of the answer, or null for none.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public InvokeResponseException(int status, JsonElement? body = null, Exception? innerException = null)
        : base($"The invoke is answered with status {status}.", innerException)
    {
        Status = status;
        Body = body;
    }

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; }

    /// <summary>JSON body of the answer, or null for none.</summary>
    public JsonElement? Body { get; }

    /// <summary>The answer.</summary>
    public InvokeResponse CreateInvokeResponse() => new(Status, Body);
}
