using System.Text;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Personal;

namespace Opossum.Typed.Tests.Personal;

public class ErasureListTests
{
    private readonly MemoryStorage _storage = new();

    [Fact]
    public void Erasures_are_known_again_whatever_is_in_their_subjects()
    {
        KnownErasure[] erasures =
        [
            new(Guid.NewGuid(), "student:1", [new(0x0123456789abcdef, 7)]),
            new(Guid.NewGuid(), "member:a b\nc,d@e%é", []),
            new(Guid.NewGuid(), "student:2", [new(1, 0), new(ulong.MaxValue, int.MaxValue)]),
        ];
        using (var list = ErasureList.Open(_storage))
            foreach (var erasure in erasures) list.Append(erasure);
        using var again = ErasureList.Open(_storage);
        Assert.Equal(erasures.Select(Text), again.Known.Select(Text));
        Assert.True(again.Has(erasures[1].Id));
    }

    [Fact]
    public void What_a_crash_left_of_the_last_line_is_written_over()
    {
        var (first, second) = (new KnownErasure(Guid.NewGuid(), "student:1", []), new KnownErasure(Guid.NewGuid(), "student:2", []));
        using (var list = ErasureList.Open(_storage)) list.Append(first);
        var whole = Bytes().Length;
        for (var torn = 1; torn <= whole; torn++)
        {
            using (var raw = _storage.Open(ErasureList.FileName))
            {
                raw.SetLength(whole);
                raw.Write(Enumerable.Repeat((byte)'x', torn).ToArray(), whole);
                if (torn % 2 == 0) raw.Write("\n"u8, whole + torn - 1);
            }

            using (var list = ErasureList.Open(_storage))
            {
                Assert.Equal(Text(first), Text(Assert.Single(list.Known)));
                list.Append(second);
            }

            using var again = ErasureList.Open(_storage);
            Assert.Equal([Text(first), Text(second)], again.Known.Select(Text));
        }
    }

    [Fact]
    public void A_line_that_others_follow_is_damage_when_it_is_another()
    {
        using (var list = ErasureList.Open(_storage))
        {
            list.Append(new(Guid.NewGuid(), "student:1", []));
            list.Append(new(Guid.NewGuid(), "student:2", []));
        }

        var line = Encoding.UTF8.GetString(Bytes()).IndexOf('\n', StringComparison.Ordinal);
        for (var at = 0; at < line; at++)
        {
            var bytes = Bytes();
            using (var raw = _storage.Open(ErasureList.FileName)) raw.Write([(byte)(bytes[at] ^ 1)], at);
            Assert.Throws<StoreDamagedException>(() => ErasureList.Open(_storage));
            using (var raw = _storage.Open(ErasureList.FileName)) raw.Write(bytes, 0);
        }
    }

    private static string Text(KnownErasure erasure) => $"{erasure.Id} {erasure.Subject} {string.Join(',', erasure.Keys)}";

    private byte[] Bytes()
    {
        using var raw = _storage.Open(ErasureList.FileName);
        var bytes = new byte[raw.Length];
        raw.Read(bytes, 0);
        return bytes;
    }
}
