namespace Opossum.Typed.Hosting.Stores;

/// <summary>That a host has a store.</summary>
/// <param name="Name">The key and the name of its options; empty for the one without a name.</param>
/// <param name="Model">Its event types.</param>
/// <param name="Section">The configuration section that it is bound to; null when code alone sets its options.</param>
/// <param name="IsReadOnly">True if another process writes it.</param>
internal sealed record StoreRegistration(string Name, EventModel Model, string? Section, bool IsReadOnly)
{
    /// <summary>The directory of a store whose options don't name one.</summary>
    public string DefaultDirectory => Name.Length == 0 ? "opossum" : Name;

    /// <summary>Where somebody sets an option of this store: the configuration key, or the property.</summary>
    public string Place(string option) => Section is null ? $"{Options}.{option}" : $"{Section}:{option}";

    private string Options => IsReadOnly ? nameof(HostedReaderOptions) : nameof(HostedStoreOptions);

    /// <summary>For the beginning of a sentence.</summary>
    public override string ToString() => Name.Length == 0 ? "The store" : $"The store '{Name}'";
}
