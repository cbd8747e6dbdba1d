namespace Opossum.Typed;

/// <summary>Whether a caller's choice for undecodable events can be kept.</summary>
internal static class UndecodableChoice
{
    /// <exception cref="ArgumentException">Undecoded events are asked for as something that they are not.</exception>
    public static UndecodableEvents Checked<TEvent>(UndecodableEvents choice) where TEvent : class, IEvent => choice switch
    {
        UndecodableEvents.Fail or UndecodableEvents.Skip => choice,
        UndecodableEvents.HandOut when typeof(TEvent) == typeof(IEvent) => choice,
        UndecodableEvents.HandOut => throw new ArgumentException($"An undecoded event is no {typeof(TEvent)}: it can be handed out by a "
            + "read of IEvent alone. Read without a type, or choose UndecodableEvents.Skip."),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "There is no such choice."),
    };
}
