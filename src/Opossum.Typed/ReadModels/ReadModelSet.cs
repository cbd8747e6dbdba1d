using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// Read models that are kept together, by one pass over the log: the generated <c>ReadModels</c> of a class with
/// <see cref="EventModelAttribute"/>, or some of them.
/// </summary>
public sealed class ReadModelSet
{
    /// <summary>A set of read models.</summary>
    /// <param name="models">The models, in any order.</param>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    /// <example>
    /// <code>
    /// var cards = new ReadModelSet(ReadModelDescriptor.Of&lt;CourseCard, CourseId>());
    /// </code>
    /// </example>
    public ReadModelSet(params ImmutableArray<ReadModelDescriptor> models)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            ArgumentNullException.ThrowIfNull(model, nameof(models));
            foreach (var name in model.Shape.Parts.Select(part => $"{model.Name}_{part}").Prepend(model.Name))
                if (!names.Add(name)) throw new ArgumentException($"Two read models are called '{name}'.", nameof(models));
        }

        Models = models;
    }

    /// <summary>The same without projections, for a storage that can't run statements, such as memory.</summary>
    public ReadModelSet WithoutProjections() => new([.. Models.Where(static model => !model.IsProjection)]);

    /// <summary>The models.</summary>
    public ImmutableArray<ReadModelDescriptor> Models { get; }
}
