using System.Collections.Frozen;
using Opossum.Typed;

namespace OrderManagement;

/// <summary>The names that the log stores, such as <c>order-placed</c>.</summary>
internal static class EventNames
{
    private static readonly FrozenDictionary<Type, string> ByType =
        Orders.Model.Events.ToFrozenDictionary(static descriptor => descriptor.ClrType, static descriptor => descriptor.Name);

    public static string Of(IEvent e) => ByType[e.GetType()];
}
