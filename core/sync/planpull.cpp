// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/planpull.h"

#include "core/gpkg/livedatabase.h"

namespace syncline
{
  namespace
  {
    using namespace pull;

    template<class... Parts> struct Overloaded : Parts...
    {
        using Parts::operator()...;
    };
    template<class... Parts> Overloaded( Parts... ) -> Overloaded<Parts...>;

    constexpr int NO_SLASH = -1;

    class PullPlanner
    {
      public:
        PullPlanner( const Inventory &inventory, const ConflictMark &mark )
          : mInventory( inventory )
          , mMark( mark )
        {
        }

        PullPlan plan()
        {
          for ( const ServerFile &file : mInventory.server )
            decideServerHas( file );
          for ( const BaseEntry &entry : mInventory.base )
          {
            if ( !mInventory.server.contains( entry.path ) )
              decideServerRemoved( entry );
          }
          followMoves();
          clearTheWay();
          return mPlan;
        }

      private:
        const LocalFile *here( const RelPath &path ) const
        {
          const auto found = mInventory.local.constFind( path );
          return found == mInventory.local.constEnd() ? nullptr : &*found;
        }

        void decideServerHas( const ServerFile &file )
        {
          const auto base = mInventory.base.constFind( file.path );
          const bool isKnown = base != mInventory.base.constEnd();
          const bool isDoubtful = mInventory.doubtful.contains( file.path );
          if ( isKnown && base->checksum == file.checksum && !isDoubtful )
            return;
          const LocalFile *local = here( file.path );
          if ( isDoubtful && local && !local->isThere() )
            return; // removed here: nothing to look at any more
          if ( local && local->change == LocalChange::Unknown )
            mPlan.insert( file.path, Defer{ file.path, local->problem.value_or( Error() ) } );
          else if ( !local || !local->isThere() )
            mPlan.insert( file.path,
                          Fetch{ file.path, isKnown ? Fetch::Why::RemovedHere : Fetch::Why::New } );
          else if ( local->holds( file.checksum ) )
            mPlan.insert( file.path, Adopt{ file.path } );
          else if ( local->change == LocalChange::Unchanged || ( local->isDamaged && local->sizeBytes == 0 ) )
            mPlan.insert( file.path, Fetch{ file.path, Fetch::Why::Changed } );
          else if ( isKnown && canMergeRows( *local ) )
            mPlan.insert( file.path, Merge{ file.path } );
          else
            mPlan.insert( file.path, KeepBoth{ file.path } );
        }

        static bool canMergeRows( const LocalFile &local )
        {
          return local.isDatabase && !local.isDamaged && !local.isLink &&
                 livedb::isVersionedName( local.path.toString() );
        }

        void decideServerRemoved( const BaseEntry &entry )
        {
          const LocalFile *local = here( entry.path );
          if ( local && local->change == LocalChange::Unknown )
            mPlan.insert( entry.path, Defer{ entry.path, local->problem.value_or( Error() ) } );
          else if ( !local || !local->isThere() )
            mPlan.insert( entry.path, Forget{ entry.path } );
          else if ( local->change == LocalChange::Unchanged )
            mPlan.insert( entry.path, Remove{ entry.path } );
          else
            mPlan.insert( entry.path, KeepHere{ entry.path } );
        }

        //! A file kept here whose old content appeared on the server under a new name was moved there.
        void followMoves()
        {
          const PullPlan before = mPlan;
          for ( const Action &action : before )
          {
            const KeepHere *kept = std::get_if<KeepHere>( &action );
            if ( !kept )
              continue;
            const Sha1 content = mInventory.base.value( kept->path ).checksum;
            QList<RelPath> targets;
            for ( const Action &other : before )
            {
              const Fetch *fetched = std::get_if<Fetch>( &other );
              if ( fetched && fetched->why == Fetch::Why::New &&
                   mInventory.server.value( fetched->path ).checksum == content )
                targets.append( fetched->path );
            }
            if ( targets.size() != 1 )
              continue;
            const RelPath from = kept->path;
            const RelPath to = targets.first();
            const LocalFile &local = *here( from );
            const bool isMerged = canMergeRows( local ) && livedb::isVersionedName( to.toString() );
            if ( local.isDatabase && !isMerged )
              continue;
            mPlan.remove( from );
            if ( isMerged )
              mPlan.insert( to, CarryOver{ from, to } );
            else
              mPlan.insert( to, FollowMove{ from, to, conflictCopyName( to.toString(), mMark ) } );
          }
        }

        //! Whether nothing will be at \a path any more when files are installed.
        bool isLeaving( const RelPath &path ) const
        {
          const auto action = mPlan.constFind( path );
          return action != mPlan.constEnd() &&
                 ( std::holds_alternative<Remove>( *action ) || std::holds_alternative<Forget>( *action ) ||
                   std::holds_alternative<MoveAside>( *action ) );
        }

        void clearTheWay()
        {
          const PullPlan before = mPlan;
          for ( const Action &action : before )
          {
            if ( !bringsContent( action ) )
              continue;
            const RelPath target = pathOf( action );
            clearAbove( target );
            clearBelow( target );
          }
        }

        void moveAside( const RelPath &path, const QString &to, const RelPath &forTarget )
        {
          const LocalFile *local = here( path );
          if ( local->change == LocalChange::Unknown )
            mPlan.insert( forTarget, Defer{ forTarget, local->problem.value_or( Error() ) } );
          else
            mPlan.insert( path, MoveAside{ path, to } );
        }

        //! A file here where \a target needs a folder.
        void clearAbove( const RelPath &target )
        {
          const QString text = target.toString();
          for ( int slash = int( text.indexOf( QLatin1Char( '/' ) ) ); slash != NO_SLASH;
                slash = int( text.indexOf( QLatin1Char( '/' ), slash + 1 ) ) )
          {
            const Result<RelPath> above = RelPath::fromString( text.left( slash ) );
            const LocalFile *local = above ? here( *above ) : nullptr;
            if ( local && local->isThere() && !isLeaving( *above ) )
              moveAside( *above, conflictCopyName( above->toString(), mMark ), target );
          }
        }

        //! A folder here, with files that stay, where \a target is a file.
        void clearBelow( const RelPath &target )
        {
          const QString prefix = target.toString() + QLatin1Char( '/' );
          const QString aside = conflictCopyName( target.toString(), mMark );
          for ( auto local = mInventory.local.lowerBound( target ); local != mInventory.local.constEnd();
                ++local )
          {
            const QString text = local.key().toString();
            if ( text == target.toString() || !local->isThere() || isLeaving( local.key() ) )
              continue;
            if ( text.startsWith( prefix ) )
              moveAside( local.key(), aside + text.mid( target.toString().size() ), target );
            else if ( text > prefix && !text.startsWith( target.toString() ) )
              break;
          }
        }

        const Inventory &mInventory;
        const ConflictMark &mMark;
        PullPlan mPlan;
    };
  } // namespace

  RelPath pull::pathOf( const Action &action )
  {
    return std::visit( Overloaded{ []( const FollowMove &move ) { return move.to; },
                                   []( const CarryOver &move ) { return move.to; },
                                   []( const auto &one ) { return one.path; } },
                       action );
  }

  bool pull::bringsContent( const Action &action )
  {
    return std::holds_alternative<Fetch>( action ) || std::holds_alternative<Merge>( action ) ||
           std::holds_alternative<KeepBoth>( action ) || std::holds_alternative<FollowMove>( action ) ||
           std::holds_alternative<CarryOver>( action );
  }

  PullPlan planPull( const Inventory &inventory, const ConflictMark &mark )
  {
    return PullPlanner( inventory, mark ).plan();
  }

  QHash<RelPath, RelPath> colliding( const ServerInventory &server, const BaseFiles &base )
  {
    QHash<QString, RelPath> owners;
    for ( const BaseEntry &entry : base )
    {
      if ( server.contains( entry.path ) )
        owners.insert( entry.path.collisionKey(), entry.path );
    }
    QHash<RelPath, RelPath> losers;
    for ( const ServerFile &file : server )
    {
      const QString key = file.path.collisionKey();
      if ( !owners.contains( key ) )
        owners.insert( key, file.path );
      else if ( owners.value( key ) != file.path )
        losers.insert( file.path, owners.value( key ) );
    }
    return losers;
  }
} // namespace syncline
