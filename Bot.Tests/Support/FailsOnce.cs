using System.Reflection;

namespace AssistantBot.Tests.Support;

/// <summary>A store whose named method throws the first time.</summary>
public class FailsOnce : DispatchProxy
{
    private object _inner = null!;
    private string _method = "";
    private Exception? _failure;

    /// <summary>Wraps a store.</summary>
    /// <typeparam name="T">The port.</typeparam>
    public static T At<T>(string method, T inner, Exception failure)
        where T : class
    {
        var proxy = Create<T, FailsOnce>();
        var own = (FailsOnce)(object)proxy;
        (own._inner, own._method, own._failure) = (inner, method, failure);
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == _method && Interlocked.Exchange(ref _failure, null) is { } failure ? throw failure : targetMethod.Invoke(_inner, args);
}
