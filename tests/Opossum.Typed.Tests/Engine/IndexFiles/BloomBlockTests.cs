using Opossum.Typed.Engine.IndexFiles.Format;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

public class BloomBlockTests
{
    [Theory, InlineData(16, 0.002), InlineData(10, 0.015)]
    public void What_was_added_is_there_and_little_else(int bits, double mostElse)
    {
        const int Terms = 100_000;
        var random = new Random(bits);
        var terms = Enumerable.Range(0, Terms).Select(_ => (ulong)random.NextInt64() & RunFormat.TermMask).Order().ToArray();
        var blocks = BloomBlock.BlocksFor(Terms, bits);
        var filter = new byte[blocks * BloomBlock.Size];
        var last = 0u;
        foreach (var term in terms)
        {
            var block = BloomBlock.IndexOf(term, blocks);
            Assert.InRange(block, last, blocks - 1);            // they rise, so that a filter is written in one go
            last = block;
            BloomBlock.Add(Block(block), term);
        }

        Assert.All(terms, term => Assert.True(BloomBlock.MayContain(Block(BloomBlock.IndexOf(term, blocks)), term)));
        var wrong = 0;
        for (var i = 0; i < Terms; i++)
        {
            var other = (ulong)random.NextInt64() & RunFormat.TermMask;
            if (BloomBlock.MayContain(Block(BloomBlock.IndexOf(other, blocks)), other)) wrong++;
        }

        Assert.InRange((double)wrong / Terms, 0, mostElse);

        Span<byte> Block(uint number) => filter.AsSpan((int)number * BloomBlock.Size, BloomBlock.Size);
    }
}
