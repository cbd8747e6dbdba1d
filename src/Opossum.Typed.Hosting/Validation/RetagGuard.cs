using System.Collections.Immutable;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Validation;

/// <summary>Keeps a host from starting on a store whose old events lack tags that its model relies on.</summary>
internal static class RetagGuard
{
    private const int MostNamed = 8;

    public static string Problem(StoreRegistration store, ImmutableArray<RetaggedTag> missing)
    {
        var named = string.Join(", ", missing.Take(MostNamed).Select(static tag => $"'{tag}'"));
        var more = missing.Length > MostNamed ? $" and {missing.Length - MostNamed} more" : "";
        return $"{store} was not retagged yet for {named}{more}: queries and conditions by these tags would miss old events. "
            + $"Set {store.Place(nameof(HostedStoreOptions.RetagAtStart))} to true, or run OpossumStore.RetagAsync on the store before.";
    }
}
