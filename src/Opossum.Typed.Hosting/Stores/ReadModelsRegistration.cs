namespace Opossum.Typed.Hosting.Stores;

/// <summary>That a store of the host has read models.</summary>
/// <param name="Store">The name of the store; empty for the one without a name.</param>
/// <param name="Open">Opens them.</param>
/// <param name="Configure">Sets their options; null for nothing.</param>
internal sealed record ReadModelsRegistration(
    string Store, Func<OpossumReader, ReadModelOptions, CancellationToken, ValueTask<ReadModels>> Open, Action<ReadModelOptions>? Configure)
{
    /// <summary>What is wrong when a store is not registered.</summary>
    public static string WithoutStore(string name) => name.Length == 0
        ? "The read models have no store: add AddOpossum(…), or name their store: AddReadModels(…, store: \"orders\")."
        : $"The read models have no store: there is none of the name '{name}'. Add AddKeyedOpossum(\"{name}\", …), or correct the name in "
            + "AddReadModels(…, store: …).";
}
