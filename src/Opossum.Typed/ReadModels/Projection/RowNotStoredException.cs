namespace Opossum.Typed;

/// <summary>Which event it is.</summary>
internal readonly record struct EventPlace(long Position, EventDescriptor Type, Guid Id)
{
    public EventPlace(in BlockEvent e) : this(e.Position, e.Type, e.Id) { }
}

/// <summary>A row can't be stored because of what it holds.</summary>
internal sealed class RowNotStoredException(ReadModelFold fold, object? key, Exception inner) : Exception("A row can't be stored.", inner)
{
    public ReadModelFold Fold => fold;

    public object? RowKey => key;
}
