using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>One decision under way: a command and its models. Generated for each command; the store drives it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DecisionProcess
{
    /// <summary>Tells the boundaries of the models, in the order of <see cref="Apply"/>. Called first, and once.</summary>
    public abstract void Describe(DecisionBoundary boundary);

    /// <summary>Offers an event to the models.</summary>
    public abstract void Apply(ref EventCursor e);

    /// <summary>Decides, on copies of the models: what a decider does to them never reaches another attempt.</summary>
    public abstract Decision Decide(DateTimeOffset now);

    /// <summary>A copy of a model for the decider.</summary>
    protected static TModel Copy<TModel>(TModel model) where TModel : IDecisionModel<TModel> => TModel.Copy(model);

    /// <summary>Copies of models for the decider.</summary>
    protected static TModel[] Copy<TModel>(TModel[] models) where TModel : IDecisionModel<TModel> =>
        Array.ConvertAll(models, static model => TModel.Copy(model));

    /// <summary>Models for ids that are known at run time only, in their order.</summary>
    protected static TModel[] Many<TId, TModel>(IEnumerable<TId> ids, Func<TId, TModel> create) where TModel : IDecisionModel<TModel> =>
        [.. ids.Select(create)];

    /// <summary>Each id once.</summary>
    protected static TId[] Distinct<TId>(IEnumerable<TId> ids) => [.. ids.Distinct()];

    /// <summary>Models by the ids that they were made for.</summary>
    protected static Dictionary<TId, TModel> ById<TId, TModel>(TId[] ids, TModel[] models)
        where TId : notnull where TModel : IDecisionModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(models);
        var byId = new Dictionary<TId, TModel>(ids.Length);
        for (var i = 0; i < ids.Length; i++) byId.Add(ids[i], TModel.Copy(models[i]));
        return byId;
    }
}
