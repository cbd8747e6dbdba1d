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
            if (!names.Add(model.Name)) throw new ArgumentException($"Two read models are called '{model.Name}'.", nameof(models));
        }

        Models = models;
    }

    /// <summary>The models.</summary>
    public ImmutableArray<ReadModelDescriptor> Models { get; }
}
