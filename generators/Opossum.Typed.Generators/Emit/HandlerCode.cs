using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Emit;

/// <summary>What the calls of handlers have in common.</summary>
internal static class HandlerCode
{
    /// <summary>
    /// The event as an argument: decoded if the handler looks at it, and of the handler's type, so that no other overload is meant.
    /// </summary>
    public static string Event(HandlerSpec handler) => handler switch
    {
        { Decodes: false } => $"default({handler.Parameter})!",
        _ when handler.Parameter == handler.Event => $"e.Event<{handler.Event}>()",
        _ => $"({handler.Parameter})e.Event<{handler.Event}>()",
    };
}
