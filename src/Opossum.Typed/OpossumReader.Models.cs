using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

// How decision models are folded, to look at them or to decide by hand.
public partial class OpossumReader
{
    /// <summary>Folds a model up to the store's head, for who wants to decide by hand.</summary>
    /// <returns>The model, and the condition that refuses an append when an event of its boundary was appended since.</returns>
    /// <inheritdoc cref="BuildAsync{T1, T2}(T1, T2, CancellationToken)"/>
    public async ValueTask<(T1 Model, AppendCondition Unless)> BuildAsync<T1>(T1 model, CancellationToken cancellationToken = default)
        where T1 : IDecisionModel<T1>
    {
        var cell = new ModelCell<T1>(model);
        var unless = await FoldAsync([cell], cancellationToken).ConfigureAwait(false);
        return (cell.Model, unless);
    }

    /// <summary>Folds models of one type, as many as there are, in one snapshot.</summary>
    /// <returns>The models in their order, and the condition that refuses an append when an event of any of their boundaries was appended
    /// since.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="models"/> is null, or one of them is.</exception>
    /// <exception cref="ArgumentException">There is no model, or one folds an event that the store does not know.</exception>
    /// <inheritdoc cref="BuildAsync{T1, T2}(T1, T2, CancellationToken)"/>
    public async ValueTask<(ImmutableArray<T1> Models, AppendCondition Unless)> BuildAsync<T1>(
        IEnumerable<T1> models, CancellationToken cancellationToken = default)
        where T1 : IDecisionModel<T1>
    {
        ArgumentNullException.ThrowIfNull(models);
        ModelCell<T1>[] cells = [.. models.Select(static model => new ModelCell<T1>(model))];
        if (cells.Length == 0) throw new ArgumentException("There is no model to fold, and so no boundary.", nameof(models));
        var unless = await FoldAsync(cells, cancellationToken).ConfigureAwait(false);
        return ([.. cells.Select(static cell => cell.Model)], unless);
    }

    /// <summary>Folds models up to the store's head, in one snapshot, for who wants to decide by hand.</summary>
    /// <typeparam name="T1">A type with <see cref="DecisionModelAttribute"/>.</typeparam>
    /// <typeparam name="T2">A type with <see cref="DecisionModelAttribute"/>.</typeparam>
    /// <param name="first">A model that says its boundary. A class is folded in place.</param>
    /// <param name="second">A model that says its boundary. A class is folded in place.</param>
    /// <param name="cancellationToken">Looked at before each read of a block.</param>
    /// <returns>The models, and the condition that refuses an append when an event of any of their boundaries was appended since.</returns>
    /// <remarks>
    /// What a model holds is what its events are folded onto: give a fresh one. One that was folded before, or a class that is given twice,
    /// would count its events twice.
    /// </remarks>
    /// <exception cref="ArgumentNullException">A model is null.</exception>
    /// <exception cref="ArgumentException">A model folds an event that the store does not know.</exception>
    /// <exception cref="EventFormatException">A payload is not what its event declares.</exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    /// <example>
    /// <code>
    /// var (seats, load, unless) = await store.BuildAsync(new Seats(course), new Load(ada));
    /// if (seats.Taken &lt; seats.Capacity &amp;&amp; load.Courses &lt; 5)
    ///     await store.AppendAsync(new StudentSubscribed(course, ada), unless);
    /// </code>
    /// </example>
    public async ValueTask<(T1 First, T2 Second, AppendCondition Unless)> BuildAsync<T1, T2>(
        T1 first, T2 second, CancellationToken cancellationToken = default)
        where T1 : IDecisionModel<T1> where T2 : IDecisionModel<T2>
    {
        var (a, b) = (new ModelCell<T1>(first), new ModelCell<T2>(second));
        var unless = await FoldAsync([a, b], cancellationToken).ConfigureAwait(false);
        return (a.Model, b.Model, unless);
    }

    /// <inheritdoc cref="BuildAsync{T1, T2}(T1, T2, CancellationToken)"/>
    public async ValueTask<(T1 First, T2 Second, T3 Third, AppendCondition Unless)> BuildAsync<T1, T2, T3>(
        T1 first, T2 second, T3 third, CancellationToken cancellationToken = default)
        where T1 : IDecisionModel<T1> where T2 : IDecisionModel<T2> where T3 : IDecisionModel<T3>
    {
        var (a, b, c) = (new ModelCell<T1>(first), new ModelCell<T2>(second), new ModelCell<T3>(third));
        var unless = await FoldAsync([a, b, c], cancellationToken).ConfigureAwait(false);
        return (a.Model, b.Model, c.Model, unless);
    }

    /// <inheritdoc cref="BuildAsync{T1, T2}(T1, T2, CancellationToken)"/>
    public async ValueTask<(T1 First, T2 Second, T3 Third, T4 Fourth, AppendCondition Unless)> BuildAsync<T1, T2, T3, T4>(
        T1 first, T2 second, T3 third, T4 fourth, CancellationToken cancellationToken = default)
        where T1 : IDecisionModel<T1> where T2 : IDecisionModel<T2> where T3 : IDecisionModel<T3> where T4 : IDecisionModel<T4>
    {
        var (a, b, c, d) = (new ModelCell<T1>(first), new ModelCell<T2>(second), new ModelCell<T3>(third), new ModelCell<T4>(fourth));
        var unless = await FoldAsync([a, b, c, d], cancellationToken).ConfigureAwait(false);
        return (a.Model, b.Model, c.Model, d.Model, unless);
    }

    /// <summary>Models that have folded nothing yet.</summary>
    /// <exception cref="ArgumentException">A model folds an event that the store does not know.</exception>
    private protected virtual ModelFold BeginFold(DecisionProcess process) => new(_log, _model, process, kept: null);

    private async ValueTask<AppendCondition> FoldAsync(ModelCell[] cells, CancellationToken cancellationToken)
    {
        var fold = BeginFold(new FoldProcess(cells));
        await fold.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new(fold.Guard!);
    }
}
