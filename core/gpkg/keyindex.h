// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace syncline
{
  /**
   * Which number belongs to a row's encoded key. Changesets are joined and rebased by looking up every key of theirs, so the keys lie
   * one behind the other and the places in one table, without an allocation for each. The two largest numbers are not for use. One thread.
   */
  class KeyIndex
  {
    public:
      static constexpr size_t NONE = ~size_t( 0 );

      //! The number of \a key, or NONE.
      size_t find( std::string_view key ) const
      {
        const Slot *slot = mSlots.empty() ? nullptr : &mSlots[placeOf( key, hashOf( key ) )];
        return slot ? slot->number : NONE;
      }
      bool contains( std::string_view key ) const { return find( key ) != NONE; }

      //! Gives \a key a number, in place of what it had.
      void insert( std::string_view key, size_t number )
      {
        if ( 2 * ( mUsed + 1 ) > mSlots.size() )
          grow();
        const size_t hash = hashOf( key );
        Slot &slot = mSlots[placeOf( key, hash )];
        if ( slot.number == NONE )
        {
          slot.hash = hash;
          slot.offset = mKeys.size();
          slot.length = key.size();
          mKeys += key;
          ++mUsed;
        }
        slot.number = number;
      }

      void erase( std::string_view key )
      {
        if ( mSlots.empty() )
          return;
        Slot &slot = mSlots[placeOf( key, hashOf( key ) )];
        if ( slot.number == NONE )
          return;
        slot.number = GONE;
        slot.length = NONE; // no key is as long: others are searched for beyond this place
      }

    private:
      static constexpr size_t GONE = NONE - 1;
      static constexpr size_t FIRST_SIZE = 64; // a power of two, as all sizes are
      struct Slot
      {
          size_t hash = 0;
          size_t offset = 0; // of the key in mKeys
          size_t length = 0;
          size_t number = NONE; // of a place that was never used
      };

      static size_t hashOf( std::string_view key ) { return std::hash<std::string_view>()( key ); }

      //! Where \a key is, or where it belongs. Half of the places at least are free.
      size_t placeOf( std::string_view key, size_t hash ) const
      {
        const size_t mask = mSlots.size() - 1;
        for ( size_t place = hash & mask;; place = ( place + 1 ) & mask )
        {
          const Slot &slot = mSlots[place];
          if ( slot.number == NONE ||
               ( slot.hash == hash && slot.length == key.size() &&
                 std::string_view( mKeys ).substr( slot.offset, slot.length ) == key ) )
            return place;
        }
      }

      //! Makes room for twice as many, and forgets what is gone.
      void grow()
      {
        std::vector<Slot> old( mSlots.empty() ? FIRST_SIZE : 2 * mSlots.size() );
        old.swap( mSlots );
        mUsed = 0;
        const size_t mask = mSlots.size() - 1;
        for ( const Slot &slot : old )
        {
          if ( slot.number >= GONE )
            continue;
          size_t place = slot.hash & mask;
          while ( mSlots[place].number != NONE )
            place = ( place + 1 ) & mask;
          mSlots[place] = slot;
          ++mUsed;
        }
      }

      std::vector<Slot> mSlots;
      std::string mKeys;
      size_t mUsed = 0; // places that were ever used, since the last grow()
  };
} // namespace syncline
