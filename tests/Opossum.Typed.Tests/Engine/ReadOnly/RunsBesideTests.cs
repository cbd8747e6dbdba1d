namespace Opossum.Typed.Tests.Engine.ReadOnly;

/// <summary>The index on disk belongs to the writer, who seals, merges and deletes it while others read.</summary>
public class RunsBesideTests
{
    [Fact]
    public async Task A_reader_far_behind_catches_up_by_the_index_on_disk()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await Beside.AppendAsync(writer, 200);
        await using var reader = await folder.ReadAsync();
        Assert.Equal(200, reader.Head);
        await Beside.AppendAsync(writer, 4_000);
        Assert.Equal(4_200, reader.Head);
        Assert.Equal(await Beside.IdsAsync(writer), await Beside.IdsAsync(reader));
    }

    [Fact]
    public async Task Runs_that_were_merged_away_are_let_go()
    {
        using var folder = new Beside();
        await using var writer = await folder.WriteAsync();
        await using var reader = await folder.ReadAsync();
        using var follower = reader.Follow(Query.All);
        var following = Beside.FollowAsync(follower, 4_000);
        await Beside.AppendAsync(writer, 4_000);
        await following;
        var index = Path.Combine(folder.Store, "index");
        await Eventually.IsTrueAsync(() =>
        {
            _ = reader.Status;          // a thorough look
            var parts = reader.Engine.Observer.Views.Current.Parts.OfType<Opossum.Typed.Engine.View.RunPart>();
            return parts.Any() && parts.All(part => File.Exists(part.Run.Location));
        });
        Assert.Equal(await Beside.IdsAsync(writer), await Beside.IdsAsync(reader));
        Assert.NotEmpty(Directory.EnumerateFiles(index));
    }

    [Fact]
    public async Task Without_an_index_a_reader_answers_the_same_in_bounded_memory()
    {
        using var folder = new Beside();
        await using (var writer = await folder.WriteAsync()) await Beside.AppendAsync(writer, 6_000);
        await using var before = await folder.ReadAsync();
        var expected = await Beside.IdsAsync(before);
        Directory.Delete(Path.Combine(folder.Store, "index"), recursive: true);
        await using var reader = await folder.ReadAsync();
        Assert.Equal(expected, await Beside.IdsAsync(reader));
        var parts = reader.Engine.Observer.Views.Current.Parts;
        Assert.InRange(parts.Length, 12, int.MaxValue);
        Assert.Equal(9, parts.Count(static part => part is Opossum.Typed.Engine.View.TailPart));
        Assert.Equal(expected, await Beside.IdsAsync(before));          // whose runs are gone
        Assert.Empty((await reader.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Damage);
    }
}
