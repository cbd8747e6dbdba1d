using Opossum.Typed.Engine.IndexFiles.Format;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

public class PostingBlockTests
{
    [Theory, InlineData(1, 1u), InlineData(2, 1u), InlineData(14, 1000u), InlineData(127, 1u << 24), InlineData(127, 7u)]
    public void A_short_list_reads_as_it_was_written(int count, uint largest)
    {
        var places = Rising(count, largest);
        var bytes = new byte[count * PostingBlock.MaxVarintBytes];
        var length = PostingBlock.WriteShort(places, bytes);
        var read = new uint[count];
        Assert.True(PostingBlock.TryReadShort(bytes.AsSpan(0, length), read));
        Assert.Equal(places, read);
        Assert.False(PostingBlock.TryReadShort(bytes.AsSpan(0, length - 1), read));
    }

    [Theory, InlineData(128, 1u), InlineData(128, 2u), InlineData(128, 300u), InlineData(128, 1u << 24), InlineData(1, 1u)]
    [InlineData(2, 1u << 30), InlineData(77, 129u)]
    public void A_block_reads_as_it_was_written(int count, uint largest)
    {
        var places = Rising(count, largest);
        var bytes = new byte[PostingBlock.MaxBytes + sizeof(ulong)];
        var length = PostingBlock.Write(places, bytes);
        Assert.Equal(PostingBlock.BytesOf(bytes[0], count), length);
        bytes.AsSpan(length).Fill(0xFF);            // what lies behind means nothing
        var read = new uint[count];
        PostingBlock.Read(bytes, places[0], read);
        Assert.Equal(places, read);
    }

    [Fact]
    public void Where_every_event_has_the_term_a_block_is_one_byte() =>
        Assert.Equal(1, PostingBlock.Write([.. Enumerable.Range(5, 128).Select(static i => (uint)i)], new byte[PostingBlock.MaxBytes]));

    private static uint[] Rising(int count, uint largest)
    {
        var random = new Random(count);
        var places = new uint[count];
        var last = 0u;
        for (var i = 0; i < count; i++) places[i] = last += 1 + (uint)random.NextInt64(largest);
        return places;
    }
}
