using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// What one program has stored of the models that are read, all of one moment, as another program sees it. For packages that add a storage.
/// </summary>
/// <param name="models">What is stored of each.</param>
/// <param name="generation">A number that is another one after tables were made or swapped.</param>
public sealed class StoredReadModels(ImmutableArray<StoredReadModel> models, long generation)
{
    /// <summary>What is stored of each.</summary>
    public ImmutableArray<StoredReadModel> Models => models;

    /// <summary>A number that is another one after tables were made or swapped.</summary>
    public long Generation => generation;

    /// <summary>Returns what is stored of a model; null for nothing.</summary>
    /// <param name="model">The name of its table.</param>
    public StoredReadModel? Find(string model) => models.FirstOrDefault(each => each.Name == model);
}
