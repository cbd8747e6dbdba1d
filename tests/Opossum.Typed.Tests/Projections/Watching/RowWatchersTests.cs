using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections.Watching;

/// <summary>Who is woken by what.</summary>
public class RowWatchersTests
{
    private readonly RowWatchers<int> _watchers = new();

    [Fact]
    public void A_stored_row_wakes_those_of_its_key_and_those_of_all_rows()
    {
        using var one = _watchers.Watch(1);
        using var same = _watchers.Watch(1);
        using var other = _watchers.Watch(2);
        using var all = _watchers.WatchAll();
        Task[] woken = [one.Begin(), same.Begin(), other.Begin(), all.Begin()];
        _watchers.Wake([new RowCell<BookCard, int>(1), new RowCell<BookCard, int>(3)]);
        Assert.Equal([true, true, false, true], woken.Select(static each => each.IsCompleted));
        Assert.False(one.Begin().IsCompleted);
        Assert.Same(woken[2], other.Begin());
        _watchers.WakeAll();
        Assert.True(woken[2].IsCompleted);
    }

    [Fact]
    public void A_wake_before_a_read_is_not_kept_and_one_after_its_beginning_is()
    {
        using var watcher = _watchers.Watch(1);
        _watchers.Wake([new RowCell<BookCard, int>(1)]);
        var woken = watcher.Begin();
        Assert.False(woken.IsCompleted);
        _watchers.Wake([new RowCell<BookCard, int>(1)]);
        _watchers.Wake([new RowCell<BookCard, int>(1)]);
        Assert.True(woken.IsCompleted);
    }

    [Fact]
    public void Nobody_is_left_when_all_are_gone()
    {
        Assert.False(_watchers.IsWatched);
        var (one, same, all) = (_watchers.Watch(1), _watchers.Watch(1), _watchers.WatchAll());
        var left = same.Begin();
        one.Dispose();
        one.Dispose();
        Assert.True(_watchers.IsWatched);
        _watchers.Wake([new RowCell<BookCard, int>(1)]);
        Assert.True(left.IsCompleted);
        same.Dispose();
        Assert.True(_watchers.IsWatched);
        all.Dispose();
        Assert.False(_watchers.IsWatched);
    }
}
